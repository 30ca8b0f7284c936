import { api, read, type Schemas } from '../../api/client';

/** What a column holds, and so how it is written. */
/** `share` is of one, `percent` of a hundred. */
export type ColumnKind = 'key' | 'text' | 'whole' | 'quantity' | 'money' | 'cost' | 'share' | 'percent';

export type ColumnName = 'key' | 'name' | 'receipts' | 'quantity' | 'gross' | 'returns' | 'net' | 'costOfSales' | 'profit' | 'products' | 'costValue' | 'retailValue' | 'margin'
  | 'entries' | 'amount' | 'costChange' | 'store' | 'sku' | 'reason' | 'cost' | 'onHand' | 'unitCost' | 'value' | 'category'
  | 'supplier' | 'orders' | 'ordered' | 'received' | 'outstanding' | 'underDelivered' | 'overDelivered' | 'due' | 'onTime' | 'onTimeShare'
  | 'counted' | 'right' | 'accuracy' | 'surplus' | 'shortfall' | 'absoluteVariance';

export interface Column<Row> {
  name: ColumnName;
  kind: ColumnKind;
  of: (row: Row) => string | number | null | undefined;
}

export interface ReportQuery {
  /** All stores when nothing is named. */
  store: string[];
  city: string[];
  region: string[];
  from?: string;
  to?: string;
  category?: string;
  supplier?: string;
  groupBy?: string;
}

export interface ReportAnswer<Row> {
  rows: Row[];
  totals: Row | null;
}

interface Definition<Row> {
  groups: readonly string[];
  /** Reports of now have no dates. */
  dated: boolean;
  columns: readonly Column<Row>[];
  /** The column that is drawn: money, or a percentage. */
  chart: ColumnName | null;
  fetch: (query: ReportQuery) => Promise<ReportAnswer<Row>>;
}

type Sales = Schemas['SalesRow'];
type Valuation = Schemas['ValuationRow'];
type Movements = Schemas['MovementsRow'];
type Shrinkage = Schemas['ShrinkageRow'];
type Stock = Schemas['StockRow'];
type Suppliers = Schemas['SuppliersRow'];
type Accuracy = Schemas['AccuracyRow'];

const sales: Definition<Sales> = {
  groups: ['day', 'week', 'month', 'product', 'category', 'store'],
  dated: true,
  chart: 'net',
  columns: [
    { name: 'key', kind: 'key', of: (row) => row.key }, { name: 'name', kind: 'text', of: (row) => row.name }, { name: 'receipts', kind: 'whole', of: (row) => row.receipts },
    { name: 'quantity', kind: 'quantity', of: (row) => row.quantity }, { name: 'gross', kind: 'money', of: (row) => row.gross }, { name: 'returns', kind: 'money', of: (row) => row.returns },
    { name: 'net', kind: 'money', of: (row) => row.net }, { name: 'costOfSales', kind: 'money', of: (row) => row.costOfSales }, { name: 'profit', kind: 'money', of: (row) => row.profit },
  ],
  fetch: (query) => read(api.GET('/api/v1/reports/sales', { params: { query } })),
};

const valuation: Definition<Valuation> = {
  groups: ['category', 'store'],
  dated: false,
  chart: 'costValue',
  columns: [
    { name: 'key', kind: 'key', of: (row) => row.key }, { name: 'products', kind: 'whole', of: (row) => row.products }, { name: 'costValue', kind: 'money', of: (row) => row.costValue },
    { name: 'retailValue', kind: 'money', of: (row) => row.retailValue }, { name: 'margin', kind: 'money', of: (row) => row.margin },
  ],
  fetch: (query) => read(api.GET('/api/v1/reports/valuation', { params: { query } })),
};

const movements: Definition<Movements> = {
  groups: ['type', 'reason', 'actor'],
  dated: true,
  chart: 'amount',
  columns: [
    { name: 'key', kind: 'key', of: (row) => row.key }, { name: 'entries', kind: 'whole', of: (row) => row.entries },
    { name: 'amount', kind: 'money', of: (row) => row.amount }, { name: 'costChange', kind: 'money', of: (row) => row.costChange },
  ],
  fetch: (query) => read(api.GET('/api/v1/reports/movements', { params: { query } })),
};

const shrinkage: Definition<Shrinkage> = {
  groups: ['reason', 'product', 'store'],
  dated: true,
  chart: 'cost',
  columns: [
    { name: 'store', kind: 'key', of: (row) => row.store }, { name: 'sku', kind: 'text', of: (row) => row.sku }, { name: 'name', kind: 'text', of: (row) => row.name },
    { name: 'reason', kind: 'key', of: (row) => row.reason }, { name: 'quantity', kind: 'quantity', of: (row) => row.quantity }, { name: 'cost', kind: 'money', of: (row) => row.cost },
  ],
  fetch: (query) => read(api.GET('/api/v1/reports/shrinkage', { params: { query } })),
};

const stock: Definition<Stock> = {
  groups: [],
  dated: false,
  chart: null,
  columns: [
    { name: 'sku', kind: 'text', of: (row) => row.sku }, { name: 'name', kind: 'text', of: (row) => row.name }, { name: 'category', kind: 'text', of: (row) => row.category },
    { name: 'onHand', kind: 'quantity', of: (row) => row.onHand }, { name: 'unitCost', kind: 'cost', of: (row) => row.unitCost }, { name: 'value', kind: 'money', of: (row) => row.value },
  ],
  fetch: (query) => read(api.GET('/api/v1/reports/stock', { params: { query } })),
};

const suppliers: Definition<Suppliers> = {
  groups: [],
  dated: true,
  chart: 'ordered',
  columns: [
    { name: 'supplier', kind: 'key', of: (row) => row.supplier }, { name: 'name', kind: 'text', of: (row) => row.name }, { name: 'orders', kind: 'whole', of: (row) => row.orders },
    { name: 'ordered', kind: 'money', of: (row) => row.ordered }, { name: 'received', kind: 'money', of: (row) => row.received }, { name: 'outstanding', kind: 'money', of: (row) => row.outstanding },
    { name: 'underDelivered', kind: 'money', of: (row) => row.underDelivered }, { name: 'overDelivered', kind: 'money', of: (row) => row.overDelivered },
    { name: 'due', kind: 'whole', of: (row) => row.due }, { name: 'onTime', kind: 'whole', of: (row) => row.onTime }, { name: 'onTimeShare', kind: 'share', of: (row) => row.onTimeShare },
  ],
  fetch: (query) => read(api.GET('/api/v1/reports/suppliers', { params: { query } })),
};

const accuracy: Definition<Accuracy> = {
  groups: ['store', 'category'],
  dated: true,
  chart: 'accuracy',
  columns: [
    { name: 'store', kind: 'key', of: (row) => row.store }, { name: 'category', kind: 'text', of: (row) => row.category }, { name: 'counted', kind: 'whole', of: (row) => row.counted },
    { name: 'right', kind: 'whole', of: (row) => row.right }, { name: 'accuracy', kind: 'percent', of: (row) => row.accuracy }, { name: 'surplus', kind: 'money', of: (row) => row.surplus },
    { name: 'shortfall', kind: 'money', of: (row) => row.shortfall }, { name: 'absoluteVariance', kind: 'money', of: (row) => row.absoluteVariance },
  ],
  fetch: (query) => read(api.GET('/api/v1/reports/accuracy', { params: { query } })),
};

export const definitions = { sales, valuation, movements, shrinkage, stock, suppliers, accuracy };
export type ReportName = keyof typeof definitions;
export const reportNames = Object.keys(definitions) as ReportName[];
