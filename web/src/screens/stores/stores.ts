import { useQuery } from '@tanstack/react-query';
import { allPages, api, read } from '../../api/client';

/** The stores one may see. */
export function useStores() {
  return useQuery({ queryKey: ['stores'], queryFn: () => allPages((cursor) => read(api.GET('/api/v1/stores', { params: { query: { limit: 200, cursor } } }))) });
}
