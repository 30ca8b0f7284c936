import { allPages, api, read, type Schemas } from '../../api/client';
import { packToBase, quantityDecimals, scaled, type Quantity } from '../../exact/exact';
import type { Item, ItemPack } from '../../local/item';

/** On what terms a supplier supplies a product: for all stores, or for one that has terms of its own. */
export type Terms = Schemas['Sourcing'];

/** A store's code; null for what holds in every store without terms of its own. */
export type Place = string | null;

interface Which {
  sku?: string;
  supplier?: string;
}

/** What holds in a place: its own terms, and those of all stores where it has none. */
export function termsQuery(place: Place, which: Which) {
  return {
    queryKey: ['terms', place, which],
    queryFn: () => allPages((cursor) => read(place === null
      ? api.GET('/api/v1/sourcing', { params: { query: { ...which, limit: 200, cursor } } })
      : api.GET('/api/v1/stores/{store}/sourcing', { params: { path: { store: place }, query: { ...which, limit: 200, cursor } } }))),
  };
}

export function historyQuery(place: Place, sku: string, supplier?: string) {
  const query = { supplier, limit: 100 };
  return {
    queryKey: ['terms', 'history', place, sku, supplier],
    queryFn: () => read(place === null
      ? api.GET('/api/v1/sourcing/{sku}/history', { params: { path: { sku }, query } })
      : api.GET('/api/v1/stores/{store}/sourcing/{sku}/history', { params: { path: { store: place, sku }, query } })),
  };
}

export function findTerms(place: Place, sku: string, supplier: string): Promise<Terms> {
  return read(place === null
    ? api.GET('/api/v1/sourcing/{sku}/suppliers/{supplier}', { params: { path: { sku, supplier } } })
    : api.GET('/api/v1/stores/{store}/sourcing/{sku}/suppliers/{supplier}', { params: { path: { store: place, sku, supplier } } }));
}

export function addTerms(place: Place, body: Schemas['SourcingRequest']): Promise<Terms> {
  return read(place === null
    ? api.POST('/api/v1/sourcing', { body })
    : api.POST('/api/v1/stores/{store}/sourcing', { params: { path: { store: place } }, body }));
}

/** Changes the terms that were read: what somebody else changed since is refused, not overwritten. */
export function editTerms(place: Place, { sku, supplier, version }: Terms, body: Schemas['SourcingPatch']): Promise<Terms> {
  const header = { 'If-Match': `"${version}"` };
  return read(place === null
    ? api.PATCH('/api/v1/sourcing/{sku}/suppliers/{supplier}', { params: { path: { sku, supplier }, header }, body })
    : api.PATCH('/api/v1/stores/{store}/sourcing/{sku}/suppliers/{supplier}', { params: { path: { store: place, sku, supplier }, header }, body }));
}

export async function endTerms(place: Place, { sku, supplier, version }: Terms): Promise<void> {
  const header = { 'If-Match': `"${version}"` };
  await (place === null
    ? api.DELETE('/api/v1/sourcing/{sku}/suppliers/{supplier}', { params: { path: { sku, supplier }, header } })
    : api.DELETE('/api/v1/stores/{store}/sourcing/{sku}/suppliers/{supplier}', { params: { path: { store: place, sku, supplier }, header } }));
}

/** How many to order to have what is needed: whole packs, whole multiples, and not less than the supplier's minimum. */
export function orderQuantity(need: Quantity, pack: ItemPack | null, terms: Pick<Terms, 'pack' | 'packSize' | 'minimum'> | undefined): Quantity {
  const one = pack ? packToBase(1_000, pack.size, pack.per) ?? pack.size : terms?.packSize ? scaled(terms.packSize, quantityDecimals) : 1_000;
  const times = Math.max(1, Math.ceil(need / one));
  const quantity = pack ? times * 1_000 : times * one;
  const minimum = terms?.minimum && (terms.pack ?? null) === (pack?.name ?? null) ? scaled(terms.minimum, quantityDecimals) : 0;
  return pack || one === 1_000 ? Math.max(quantity, minimum) : Math.max(quantity, Math.ceil(minimum / one) * one);
}

/** What a store lacks to its target; one where nobody said how much there should be. */
export function lacking(item: Item, onHand: Quantity): Quantity {
  return Math.max(1_000, (item.targetLevel ?? 0) - onHand);
}
