import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { login } from '../api/session';
import { languages, type Language } from '../i18n/i18n';
import { queue } from '../local/queue';
import { changeSettings, settings } from '../local/settings';
import { useStore } from '../local/store';
import { useFormats } from '../i18n/format';
import { TextField } from '../ui/field';
import { Segments } from '../ui/segments';

/** Who are you? What waits on this device stays and goes out after the login. */
export function Login() {
  const { t } = useTranslation();
  const format = useFormats();
  const { language } = useStore(settings);
  const waiting = useStore(queue).length;
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const enter = async () => {
    setBusy(true);
    setWrong(await login(userName.trim(), password).catch(() => t('failed.offline')));
    setBusy(false);
  };
  return (
    <main className="login">
      <form className="card padded stack" onSubmit={(event) => { event.preventDefault(); void enter(); }}>
        <img src="/icon.svg" alt="" width="56" height="56" />
        <h1>{t('login.title')}</h1>
        {waiting > 0 && <p className="notice warn">{t('contact.waiting', { count: waiting, n: format.whole(waiting) })}</p>}
        <TextField label={t('login.name')} value={userName} onChange={setUserName} autoComplete="username" autoCapitalize="none" dir="ltr" required autoFocus />
        <TextField label={t('login.password')} type="password" value={password} onChange={setPassword} autoComplete="current-password" dir="ltr" required />
        {wrong && <p className="notice bad" role="alert">{wrong}</p>}
        <button type="submit" className="button primary large" disabled={busy}>{t('login.enter')}</button>
        <Segments label={t('settings.language')} value={language} onChange={(chosen) => changeSettings({ language: chosen })} options={(Object.keys(languages) as Language[]).map((value) => ({ value, label: languages[value].name }))} />
      </form>
    </main>
  );
}
