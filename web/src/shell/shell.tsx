import { lazy, Suspense, useEffect, useRef, type ReactNode } from 'react';
import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { useMedia } from '../ui/media';
import { Toasts } from '../ui/toasts';
import { may, session } from '../api/session';
import { choosesStore, settings } from '../local/settings';
import { useStore } from '../local/store';
import { ContactChip } from './contact-chip';
import { Login } from './login';
import { placeGroups, thumbPlaces } from './navigation';
import { UpdateNotice } from './update-notice';

/** Where there is room for all places beside the page; as the style sheet says. */
const wideEnough = '(min-width: 900px)';

// Needed once in the life of a device.
const ChooseStore = lazy(() => import('./choose-store').then((module) => ({ default: module.ChooseStore })));

export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const first = useRef(true);
  const { state } = useStore(session);
  const wide = useMedia(wideEnough);
  const choosing = useStore(choosesStore);
  const { store } = useStore(settings);
  useEffect(() => {
    // A new screen is read from its top. The first one keeps the focus that the page gave it.
    if (!first.current) {
      scrollTo(0, 0);
    }
    first.current = false;
  }, [pathname]);
  if (state === 'out') {
    return <Login />;
  }
  if (choosing && store === '') {
    return <Suspense><ChooseStore /></Suspense>;
  }
  return (
    <div className="shell">
      <a className="button skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>{t('skip')}</a>
      <header className="topbar"><ContactChip /></header>
      {wide && <Sidebar />}
      <main className="main" id="main" ref={main} tabIndex={-1}>{children}</main>
      {!wide && <ThumbBar />}
      <Toasts />
      <UpdateNotice />
    </div>
  );
}

/** Every place one may go to. */
function Sidebar() {
  const { t } = useTranslation();
  const { me } = useStore(session);
  return (
    <nav className="sidebar" aria-label={t('nav.menu')}>
      <span className="brand"><img src="/icon.svg" alt="" width="32" height="32" />{t('brand')}</span>
      {placeGroups.map((group) => (
        <section key={group.label} aria-label={t(group.label)}>
          <h2 aria-hidden>{t(group.label)}</h2>
          {group.places.filter((place) => may(me, place.scope)).map(({ path, label, icon: Icon }) => (
            <NavLink key={path} to={path} className="link"><Icon size={19} aria-hidden />{t(label)}</NavLink>
          ))}
        </section>
      ))}
    </nav>
  );
}

/** On a phone: what one thumb reaches. */
function ThumbBar() {
  const { t } = useTranslation();
  const { me } = useStore(session);
  return (
    <nav className="tabs-bar" aria-label={t('nav.main')}>
      {thumbPlaces.filter((place) => may(me, place.scope)).map(({ path, label, icon: Icon }) => (
        <NavLink key={path} to={path}><Icon size={23} aria-hidden />{t(label)}</NavLink>
      ))}
      <NavLink to="/more"><Ellipsis size={23} aria-hidden />{t('nav.more')}</NavLink>
    </nav>
  );
}
