import { Suspense, useEffect } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { I18nProvider } from 'react-aria-components';
import { BrowserRouter } from 'react-router';
import { NoAnswerError, ProblemError } from './api/client';
import { languages } from './i18n/i18n';
import { refreshOnEntries } from './local/live-queries';
import { settings } from './local/settings';
import { useStore } from './local/store';
import { Screens } from './screens/routes';
import { Shell } from './shell/shell';
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
  const { language } = useStore(settings);
  useEffect(() => refreshOnEntries(queries), []);
  return (
    <I18nProvider locale={languages[language].locale}>
      <QueryClientProvider client={queries}>
        <BrowserRouter>
          <Shell>
            <Suspense fallback={<Loading rows={6} />}><Screens /></Suspense>
          </Shell>
        </BrowserRouter>
      </QueryClientProvider>
    </I18nProvider>
  );
}
