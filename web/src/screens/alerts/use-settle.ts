import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read, type Schemas } from '../../api/client';
import { useFormats } from '../../i18n/format';
import { dateHere } from '../../local/clock';
import { serverNow } from '../../local/contact';
import { toast } from '../../ui/toasts';

/** Seen by somebody; put off by days; or dealt with, and how. */
export type Settling = { how: 'seen' } | { how: 'later'; days: number } | { how: 'done'; note: string };

/** When the shop opens. */
const morning = 8;

/** The morning so many days from now. */
export function morningIn(days: number): Date {
  const when = serverNow();
  when.setDate(when.getDate() + days);
  when.setHours(morning, 0, 0, 0);
  return when;
}

/** Settles an alert, and says what became of it. */
export function useSettle(alert: Schemas['Alert']) {
  const { t } = useTranslation();
  const format = useFormats();
  const queries = useQueryClient();
  const path = { alert: alert.id };
  return useMutation({
    mutationFn: (settling: Settling) => read(
      settling.how === 'seen' ? api.POST('/api/v1/alerts/{alert}/acknowledge', { params: { path } })
        : settling.how === 'later' ? api.POST('/api/v1/alerts/{alert}/snooze', { params: { path }, body: { until: morningIn(settling.days).toISOString() } })
          : api.POST('/api/v1/alerts/{alert}/resolve', { params: { path }, body: { note: settling.note.trim() } }),
    ),
    onSuccess: async (_, settling) => {
      toast(settling.how === 'seen' ? t('chain.seen') : settling.how === 'later' ? t('alerts.until', { date: format.date(dateHere(morningIn(settling.days))) }) : t('alerts.statuses.resolved'));
      await queries.invalidateQueries({ queryKey: ['live', 'alerts'] });
    },
    onError: (error) => toast(error.message, { bad: true }),
  });
}
