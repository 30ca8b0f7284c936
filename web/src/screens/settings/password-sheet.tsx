import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ProblemError, read } from '../../api/client';
import { takeAccess } from '../../api/session';
import { TextField } from '../../ui/field';
import { Refused } from '../../ui/refused';
import { Sheet } from '../../ui/sheet';
import { toast } from '../../ui/toasts';

/** One's own password; other devices have to sign in again. */
export function PasswordSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const save = useMutation({
    mutationFn: async () => takeAccess((await read(api.PUT('/api/v1/auth/password', { body: { currentPassword: current, newPassword: next } }))).accessToken),
    onSuccess: () => {
      toast(t('saved'));
      onClose();
    },
  });
  const errors = save.error instanceof ProblemError ? save.error.problem.errors ?? {} : {};
  return (
    <Sheet open title={t('chain.password')} onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
        <TextField label={t('chain.currentPassword')} type="password" value={current} onChange={setCurrent} error={errors.currentPassword?.join(' ')} autoComplete="current-password" dir="ltr" required autoFocus />
        <TextField label={t('chain.nextPassword')} type="password" value={next} onChange={setNext} error={errors.newPassword?.join(' ')} autoComplete="new-password" dir="ltr" minLength={8} required />
        {save.isError && <Refused error={save.error} />}
        <button type="submit" className="button primary large" disabled={save.isPending}>{t('save')}</button>
      </form>
    </Sheet>
  );
}
