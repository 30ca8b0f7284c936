import { useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { BookOpen, Download, KeyRound, LogOut, Store } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { logout, session } from '../../api/session';
import { languages, type Language } from '../../i18n/i18n';
import { install, installable } from '../../local/install';
import { changeSettings, settings } from '../../local/settings';
import { useStore } from '../../local/store';
import { SelectField } from '../../ui/field';
import { Segments } from '../../ui/segments';
import { useStores } from '../stores/stores';
import { demoQuery } from '../welcome/demo-query';
import { PasswordSheet } from './password-sheet';

/** How this device shows and speaks, and which store it works for. */
export function SettingsScreen() {
  const { t } = useTranslation();
  const current = useStore(settings);
  const { me } = useStore(session);
  const canInstall = useStore(installable);
  const demo = useQuery(demoQuery);
  const stores = useStores();
  const [password, setPassword] = useState(false);
  return (
    <div className="page narrow-page">
      <h1>{t('nav.settings')}</h1>
      <section className="card padded stack">
        <Choice label={t('settings.language')}>
          <Segments label={t('settings.language')} value={current.language} onChange={(language) => changeSettings({ language })}
            options={(Object.keys(languages) as Language[]).map((value) => ({ value, label: languages[value].name }))} />
        </Choice>
        <Choice label={t('settings.digits')}>
          <Segments label={t('settings.digits')} value={current.digits} onChange={(digits) => changeSettings({ digits })} options={[{ value: 'western', label: '123' }, { value: 'urdu', label: '۱۲۳' }]} />
        </Choice>
        <Choice label={t('settings.theme')}>
          <Segments label={t('settings.theme')} value={current.theme} onChange={(theme) => changeSettings({ theme })}
            options={[{ value: 'system', label: t('settings.system') }, { value: 'light', label: t('settings.light') }, { value: 'dark', label: t('settings.dark') }]} />
        </Choice>
        <Choice label={t('settings.beep')}>
          <Segments label={t('settings.beep')} value={current.beep ? 'on' : 'off'} onChange={(beep) => changeSettings({ beep: beep === 'on' })} options={[{ value: 'on', label: t('settings.on') }, { value: 'off', label: t('settings.off') }]} />
        </Choice>
      </section>
      <section className="card padded stack">
        <SelectField label={t('settings.store')} hint={t('settings.storeHint')} value={current.store} onChange={(store) => changeSettings({ store })}>
          {(stores.data ?? [{ code: current.store, name: current.store }]).map((store) => <option key={store.code} value={store.code}>{store.name} ({store.code})</option>)}
        </SelectField>
      </section>
      <section className="card menu-list">
        {canInstall && <button type="button" onClick={() => void install()}><Download size={22} aria-hidden />{t('settings.install')}</button>}
        {me?.kind === 'user' && <button type="button" onClick={() => setPassword(true)}><KeyRound size={22} aria-hidden />{t('chain.password')}</button>}
        {me && me.kind !== 'owner' && <button type="button" onClick={() => void logout()}><LogOut size={22} className="flips" aria-hidden />{t('login.leave', { name: me.displayName ?? me.name })}</button>}
        {demo.data?.home && <a href={demo.data.home}><Store size={22} aria-hidden />{t('demo.back')}</a>}
        <a href="/docs"><BookOpen size={22} aria-hidden />{t('settings.api')}</a>
      </section>
      {password && <PasswordSheet onClose={() => setPassword(false)} />}
    </div>
  );
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return <div className="choice-row"><span>{label}</span>{children}</div>;
}
