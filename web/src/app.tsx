import { lazy, Suspense } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { I18nProvider } from 'react-aria-components';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { NoAnswerError, ProblemError } from './api/client';
import { languages } from './i18n/i18n';
import { settings } from './local/settings';
import { useStore } from './local/store';
import { SellScreen } from './screens/sell/sell-screen';
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
  return (
    <I18nProvider locale={languages[language].locale}>
      <QueryClientProvider client={queries}>
        <BrowserRouter>
          <Shell>
            <Suspense fallback={<Loading />}>
              <Routes>
                <Route path="/" element={<Navigate to="/sell" replace />} />
                <Route path="/sell" element={<SellScreen />} />
              </Routes>
            </Suspense>
          </Shell>
        </BrowserRouter>
      </QueryClientProvider>
    </I18nProvider>
  );
}
void lazy;
