import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeftRight, PackageCheck, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { v7 as uuid } from 'uuid';
import { allPages, api, read, type Schemas } from '../../api/client';
import { may, session } from '../../api/session';
import { quantityDecimals, scaled, wireNumber } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { NumberField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { Empty, Failed, Loading } from '../../ui/states';
import { toast } from '../../ui/toasts';

/** Goods between stores: sent, on the way, arrived. */
export function TransfersScreen() {
  const { t } = useTranslation();
  const format = useFormats();
  const { store } = useShelf();
  const { me } = useStore(session);
  const [receiving, setReceiving] = useState<string | null>(null);
  const transfers = useQuery({ queryKey: ['live', 'transfers', store], enabled: store !== '', queryFn: () => allPages((cursor) => read(api.GET('/api/v1/transfers', { params: { query: { store, limit: 200, cursor } } }))) });
  return (
    <div className="page">
      <div className="page-head"><h1>{t('nav.transfers')}</h1>{may(me, 'transfers.send') && <Link to="/transfers/new" className="button primary"><Plus size={18} aria-hidden />{t('transfers.add')}</Link>}</div>
      <div className="card">
        {transfers.isError ? <Failed error={transfers.error} retry={() => void transfers.refetch()} /> : !transfers.data ? <div className="padded-more"><Loading /></div>
          : transfers.data.length === 0 ? <Empty icon={ArrowLeftRight} title={t('transfers.none')}><p>{t('transfers.noneMore')}</p></Empty>
            : transfers.data.map((transfer) => (
              <div key={transfer.id} className="list-row wrap-row">
                <span className="grow"><strong>{t('transfers.way', { from: transfer.from, to: transfer.to })}</strong><span className="block small soft">#{format.whole(transfer.number)} · {format.dateTime(transfer.occurredAt)} · {t('sell.items', { count: transfer.lines, n: format.whole(transfer.lines) })}</span></span>
                <span className={transfer.linesInTransit > 0 ? 'tag warn' : 'tag good'}>{transfer.linesInTransit > 0 ? t('transfers.onTheWay') : t('transfers.arrived')}</span>
                {transfer.linesInTransit > 0 && transfer.to === store && may(me, 'transfers.receive') && <button type="button" className="button primary" onClick={() => setReceiving(transfer.id)}><PackageCheck size={18} aria-hidden />{t('transfers.receive')}</button>}
              </div>
            ))}
      </div>
      {receiving && <Arrival id={receiving} onClose={() => setReceiving(null)} />}
    </div>
  );
}

function Arrival({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const transfer = useQuery({ queryKey: ['transfer', id], staleTime: 0, queryFn: () => read(api.GET('/api/v1/transfers/{id}', { params: { path: { id } } })) });
  return (
    <Sheet open title={t('transfers.receive')} onClose={onClose}>
      {transfer.isError ? <Failed error={transfer.error} /> : transfer.data ? <ArrivalLines transfer={transfer.data} onClose={onClose} /> : <Loading />}
    </Sheet>
  );
}

function ArrivalLines({ transfer, onClose }: { transfer: Schemas['Transfer']; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const queries = useQueryClient();
  const { items } = useShelf();
  const [stepId] = useState(() => uuid());
  const coming = transfer.lines.filter((line) => line.inTransit > 0);
  const [come, setCome] = useState<Record<number, number | null>>(() => Object.fromEntries(coming.map((line) => [line.line, scaled(line.inTransit, quantityDecimals)])));
  const receive = useMutation({
    mutationFn: () => api.POST('/api/v1/transfers/{id}/receive', {
      params: { path: { id: transfer.id } },
      body: { id: stepId, lines: coming.filter((line) => (come[line.line] ?? 0) > 0).map((line) => ({ line: line.line, quantity: wireNumber(come[line.line] ?? 0, quantityDecimals) })) },
    }),
    onSuccess: async () => {
      toast(t('transfers.received'));
      await queries.invalidateQueries({ queryKey: ['live'] });
      onClose();
    },
  });
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); receive.mutate(); }}>
      {coming.map((line) => {
        const item = items.get(line.sku);
        return <NumberField key={line.line} label={item ? format.name(item) : line.sku} hint={t('transfers.sent', { quantity: format.quantityOf(scaled(line.inTransit, quantityDecimals), item?.unit ?? '') })}
          value={come[line.line] ?? null} decimals={quantityDecimals} onChange={(value) => setCome({ ...come, [line.line]: value })} />;
      })}
      {receive.isError && <p className="notice bad" role="alert">{receive.error.message}</p>}
      <button type="submit" className="button primary large" disabled={receive.isPending}>{t('transfers.receive')}</button>
    </form>
  );
}
