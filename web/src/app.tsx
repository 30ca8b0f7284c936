import { Suspense, useEffect } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { BrowserRouter } from 'react-router';
import { NoAnswerError, ProblemError } from './api/client';
import { refreshOnEntries } from './local/live-queries';
import { Screens } from './screens/routes';
import { Shell } from './shell/shell';
import { Broken } from './ui/broken';
import { Loading } from './ui/states';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal stays one; silence is worth a second try.
      retry: (failures, error) => !(error instanceof ProblemError) && !(error instanceof NoAnswerError && failures > 0) && failures < 2,
      // Whether the browser believes in a network says little about the shop's own server.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

export function App() {
  useEffect(() => refreshOnEntries(queries), []);
  return (
      <QueryClientProvider client={queries}>
        <BrowserRouter>
          <Shell>
            <Broken><Suspense fallback={<Loading rows={6} />}><Screens /></Suspense></Broken>
          </Shell>
        </BrowserRouter>
      </QueryClientProvider>
  );
}
