import { api, read, type Schemas } from '../../api/client';

/** How the made-up shop beside this one stands. */
export const demoQuery = {
  queryKey: ['demo'],
  queryFn: () => read(api.GET('/api/v1/demo')),
  // While it is being filled, one wants to see how far it is.
  refetchInterval: (query: { state: { data?: Schemas['DemoState'] } }) => (query.state.data?.state === 'filling' ? 400 : false as const),
};
