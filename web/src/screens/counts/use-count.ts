import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { allPages, api, read, type Schemas } from '../../api/client';

/** How soon one phone sees what another scanned. The question is one cheap row; only when it changed is more asked. */
const lookEveryMs = 1_200;

export function openCountsQuery(store: string) {
  return {
    queryKey: ['counts', 'open', store],
    enabled: store !== '',
    refetchInterval: lookEveryMs,
    staleTime: 0,
    queryFn: () => allPages((cursor) => read(api.GET('/api/v1/counts', { params: { query: { store, status: 'open', limit: 200, cursor } } }))),
  };
}

/** A count as it is now: read again when somebody scanned or ended it. */
export function useCount(id: string) {
  const path = { id };
  const session = useQuery({ queryKey: ['counts', id, 'session'], queryFn: () => read(api.GET('/api/v1/counts/{id}', { params: { path } })) });
  const store = session.data?.store ?? '';
  const open = session.data?.status === 'open';
  const pulse = useQuery({ ...openCountsQuery(store), enabled: open });
  const known = pulse.data?.find((count) => count.id === id);
  // -1: it is open no longer.
  const mark = open && pulse.data ? known?.scans ?? -1 : session.data?.scans ?? 0;
  const now = useQuery({
    queryKey: ['counts', id, 'session', mark],
    enabled: session.data !== undefined && mark !== session.data.scans,
    placeholderData: keepPreviousData,
    queryFn: () => read(api.GET('/api/v1/counts/{id}', { params: { path } })),
  });
  return { count: newer(session.data, now.data), mark, error: session.error, refetch: session.refetch };
}

function newer(one: Schemas['CountSession'] | undefined, other: Schemas['CountSession'] | undefined) {
  return one && other ? (other.scans > one.scans || (other.scans === one.scans && other.status !== 'open') ? other : one) : one ?? other;
}

/** The newest scans, of everybody. */
export function useScans(id: string, mark: number) {
  return useQuery({
    queryKey: ['counts', id, 'scans', mark],
    placeholderData: keepPreviousData,
    queryFn: () => read(api.GET('/api/v1/counts/{id}/scans', { params: { path: { id }, query: { limit: 40 } } })),
  });
}

/** Who counted how much of one product. */
export function useCountedSoFar(id: string, sku: string, mark: number) {
  return useQuery({
    queryKey: ['counts', id, 'product', sku, mark],
    placeholderData: (before, query) => (query?.queryKey[3] === sku ? before : undefined),
    queryFn: () => allPages((cursor) => read(api.GET('/api/v1/counts/{id}/scans', { params: { path: { id }, query: { sku, limit: 200, cursor } } }))),
  });
}
