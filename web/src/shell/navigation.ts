import { Bell, ChartColumn, ClipboardCheck, ClipboardList, House, LayoutGrid, Package, PackageMinus, PackagePlus, ScrollText, Settings, ShieldCheck, ShoppingBasket, Store, Truck, UsersRound, ArrowLeftRight, type LucideIcon } from 'lucide-react';
import type { Scope } from '../api/session';
import type en from '../i18n/en.json';

export interface Place {
  path: string;
  label: `nav.${keyof typeof en.nav & string}`;
  icon: LucideIcon;
  /** What one must be allowed to see it; the server checks again. */
  scope?: Scope;
}

const sell: Place = { path: '/sell', label: 'nav.sell', icon: ShoppingBasket };
const receive: Place = { path: '/receive', scope: 'stock.post', label: 'nav.receive', icon: PackagePlus };
const remove: Place = { path: '/remove', scope: 'stock.post', label: 'nav.remove', icon: PackageMinus };
const count: Place = { path: '/count', scope: 'stock.correct', label: 'nav.count', icon: ClipboardCheck };
const counts: Place = { path: '/counts', scope: 'counts.read', label: 'nav.counts', icon: ClipboardList };
const today: Place = { path: '/today', label: 'nav.today', icon: House };
const alerts: Place = { path: '/alerts', scope: 'alerts.read', label: 'nav.alerts', icon: Bell };
const stock: Place = { path: '/stock', label: 'nav.stock', icon: Package };
const reports: Place = { path: '/reports', scope: 'reports.read', label: 'nav.reports', icon: ChartColumn };
const catalogue: Place = { path: '/catalogue', label: 'nav.catalogue', icon: LayoutGrid };
const transfers: Place = { path: '/transfers', scope: 'transfers.read', label: 'nav.transfers', icon: ArrowLeftRight };
const orders: Place = { path: '/orders', scope: 'orders.read', label: 'nav.orders', icon: ScrollText };
const suppliers: Place = { path: '/suppliers', scope: 'suppliers.read', label: 'nav.suppliers', icon: Truck };
const people: Place = { path: '/people', scope: 'access.read', label: 'nav.people', icon: UsersRound };
const stores: Place = { path: '/stores', label: 'nav.stores', icon: Store };
const audit: Place = { path: '/audit', scope: 'audit.read', label: 'nav.audit', icon: ShieldCheck };
const setup: Place = { path: '/settings', label: 'nav.settings', icon: Settings };

export interface PlaceGroup {
  label: `nav.${keyof typeof en.nav & string}`;
  places: Place[];
}

/** What one thumb reaches first. */
export const thumbPlaces: Place[] = [sell, stock, receive, today];

export const placeGroups: PlaceGroup[] = [
  { label: 'nav.shop', places: [sell, receive, remove, count, counts, transfers] },
  { label: 'nav.know', places: [today, alerts, stock, reports] },
  { label: 'nav.manage', places: [catalogue, orders, suppliers, stores, people, audit, setup] },
];
