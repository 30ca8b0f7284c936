import { useQuery } from '@tanstack/react-query';
import { allPages, api, read } from '../../api/client';

export function useSuppliers() {
  return useQuery({ queryKey: ['suppliers'], queryFn: () => allPages((cursor) => read(api.GET('/api/v1/suppliers', { params: { query: { limit: 200, cursor } } }))) });
}

/** What a supplier is called; its code until the names are there. */
export function useSupplierName(): (code: string) => string {
  const suppliers = useSuppliers();
  return (code) => suppliers.data?.find((one) => one.code === code)?.name ?? code;
}
