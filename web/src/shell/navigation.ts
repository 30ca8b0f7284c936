import { ChartColumn, ClipboardCheck, House, LayoutGrid, Package, PackageMinus, PackagePlus, Settings, ShieldCheck, ShoppingBasket, Store, type LucideIcon } from 'lucide-react';
import type en from '../i18n/en.json';

export interface Place {
  path: string;
  label: `nav.${keyof typeof en.nav & string}`;
  icon: LucideIcon;
}

const sell: Place = { path: '/sell', label: 'nav.sell', icon: ShoppingBasket };
const receive: Place = { path: '/receive', label: 'nav.receive', icon: PackagePlus };
const remove: Place = { path: '/remove', label: 'nav.remove', icon: PackageMinus };
const count: Place = { path: '/count', label: 'nav.count', icon: ClipboardCheck };
const today: Place = { path: '/today', label: 'nav.today', icon: House };
const stock: Place = { path: '/stock', label: 'nav.stock', icon: Package };
const reports: Place = { path: '/reports', label: 'nav.reports', icon: ChartColumn };
const catalogue: Place = { path: '/catalogue', label: 'nav.catalogue', icon: LayoutGrid };
const stores: Place = { path: '/stores', label: 'nav.stores', icon: Store };
const audit: Place = { path: '/audit', label: 'nav.audit', icon: ShieldCheck };
const setup: Place = { path: '/settings', label: 'nav.settings', icon: Settings };

export interface PlaceGroup {
  label: `nav.${keyof typeof en.nav & string}`;
  places: Place[];
}

/** What one thumb reaches first. */
export const thumbPlaces: Place[] = [sell, stock, receive, today];

export const placeGroups: PlaceGroup[] = [
  { label: 'nav.shop', places: [sell, receive, remove, count] },
  { label: 'nav.know', places: [today, stock, reports] },
  { label: 'nav.manage', places: [catalogue, stores, audit, setup] },
];
