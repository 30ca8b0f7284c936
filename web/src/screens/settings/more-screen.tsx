import { ChevronRight, CloudUpload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { may, session } from '../../api/session';
import { useStore } from '../../local/store';
import { placeGroups, thumbPlaces } from '../../shell/navigation';

/** Every screen that is not under the thumb already. */
export function MoreScreen() {
  const { t } = useTranslation();
  const { me } = useStore(session);
  return (
    <div className="page">
      <h1>{t('nav.more')}</h1>
      {placeGroups.map((group) => {
        const places = group.places.filter((place) => !thumbPlaces.some((one) => one.path === place.path) && may(me, place.scope));
        return (
          <section key={group.label} className="stack-tight" aria-label={t(group.label)}>
            <h2 className="soft small">{t(group.label)}</h2>
            <div className="card menu-list">
              {places.map(({ path, label, icon: Icon }) => <Link key={path} to={path}><Icon size={22} aria-hidden />{t(label)}<ChevronRight size={20} className="flips" aria-hidden /></Link>)}
              {group.label === 'nav.shop' && <Link to="/waiting"><CloudUpload size={22} aria-hidden />{t('waiting.title')}<ChevronRight size={20} className="flips" aria-hidden /></Link>}
            </div>
          </section>
        );
      })}
    </div>
  );
}
