import { lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { SellScreen } from './sell/sell-screen';

// Selling is in the first load; every other screen comes when it is opened, and is kept by the service worker.
const ReceiveScreen = lazy(() => import('./entries/receive-screen').then((module) => ({ default: module.ReceiveScreen })));
const RemoveScreen = lazy(() => import('./entries/remove-screen').then((module) => ({ default: module.RemoveScreen })));
const CountScreen = lazy(() => import('./entries/count-screen').then((module) => ({ default: module.CountScreen })));
const CountsScreen = lazy(() => import('./counts/counts-screen').then((module) => ({ default: module.CountsScreen })));
const SharedCountScreen = lazy(() => import('./counts/shared-count-screen').then((module) => ({ default: module.SharedCountScreen })));
const TodayScreen = lazy(() => import('./today/today-screen').then((module) => ({ default: module.TodayScreen })));
const AlertsScreen = lazy(() => import('./alerts/alerts-screen').then((module) => ({ default: module.AlertsScreen })));
const StockScreen = lazy(() => import('./stock/stock-screen').then((module) => ({ default: module.StockScreen })));
const ProductScreen = lazy(() => import('./stock/product-screen').then((module) => ({ default: module.ProductScreen })));
const ReportsScreen = lazy(() => import('./reports/reports-screen').then((module) => ({ default: module.ReportsScreen })));
const CatalogueScreen = lazy(() => import('./catalogue/catalogue-screen').then((module) => ({ default: module.CatalogueScreen })));
const ImportScreen = lazy(() => import('./catalogue/import-screen').then((module) => ({ default: module.ImportScreen })));
const StoresScreen = lazy(() => import('./stores/stores-screen').then((module) => ({ default: module.StoresScreen })));
const AuditScreen = lazy(() => import('./audit/audit-screen').then((module) => ({ default: module.AuditScreen })));
const SettingsScreen = lazy(() => import('./settings/settings-screen').then((module) => ({ default: module.SettingsScreen })));
const MoreScreen = lazy(() => import('./settings/more-screen').then((module) => ({ default: module.MoreScreen })));
const WaitingScreen = lazy(() => import('./waiting/waiting-screen').then((module) => ({ default: module.WaitingScreen })));
const WelcomeScreen = lazy(() => import('./welcome/welcome-screen').then((module) => ({ default: module.WelcomeScreen })));
const SuppliersScreen = lazy(() => import('./suppliers/suppliers-screen').then((module) => ({ default: module.SuppliersScreen })));
const SupplierScreen = lazy(() => import('./suppliers/supplier-screen').then((module) => ({ default: module.SupplierScreen })));
const OrdersScreen = lazy(() => import('./orders/orders-screen').then((module) => ({ default: module.OrdersScreen })));
const NewOrderScreen = lazy(() => import('./orders/new-order-screen').then((module) => ({ default: module.NewOrderScreen })));
const OrderScreen = lazy(() => import('./orders/order-screen').then((module) => ({ default: module.OrderScreen })));
const TransfersScreen = lazy(() => import('./transfers/transfers-screen').then((module) => ({ default: module.TransfersScreen })));
const NewTransferScreen = lazy(() => import('./transfers/new-transfer-screen').then((module) => ({ default: module.NewTransferScreen })));
const PeopleScreen = lazy(() => import('./people/people-screen').then((module) => ({ default: module.PeopleScreen })));

/** Every screen. The server knows the first part of each address too: `Features/WebApp/WebAppFeature.cs`. */
export function Screens() {
  return (
    <Routes>
      <Route path="/" element={<Navigate to="/sell" replace />} />
      <Route path="/sell" element={<SellScreen />} />
      <Route path="/receive" element={<ReceiveScreen />} />
      <Route path="/remove" element={<RemoveScreen />} />
      <Route path="/count" element={<CountScreen />} />
      <Route path="/counts" element={<CountsScreen />} />
      <Route path="/counts/:id/:part?" element={<SharedCountScreen />} />
      <Route path="/today" element={<TodayScreen />} />
      <Route path="/alerts" element={<AlertsScreen />} />
      <Route path="/stock" element={<StockScreen />} />
      <Route path="/stock/:sku" element={<ProductScreen />} />
      <Route path="/reports/:name?" element={<ReportsScreen />} />
      <Route path="/catalogue" element={<CatalogueScreen />} />
      <Route path="/catalogue/import" element={<ImportScreen />} />
      <Route path="/stores" element={<StoresScreen />} />
      <Route path="/audit" element={<AuditScreen />} />
      <Route path="/suppliers" element={<SuppliersScreen />} />
      <Route path="/suppliers/:code" element={<SupplierScreen />} />
      <Route path="/orders" element={<OrdersScreen />} />
      <Route path="/orders/new" element={<NewOrderScreen />} />
      <Route path="/orders/:number" element={<OrderScreen />} />
      <Route path="/transfers" element={<TransfersScreen />} />
      <Route path="/transfers/new" element={<NewTransferScreen />} />
      <Route path="/people" element={<PeopleScreen />} />
      <Route path="/settings" element={<SettingsScreen />} />
      <Route path="/more" element={<MoreScreen />} />
      <Route path="/waiting" element={<WaitingScreen />} />
      <Route path="/welcome" element={<WelcomeScreen />} />
      <Route path="*" element={<Navigate to="/sell" replace />} />
    </Routes>
  );
}
