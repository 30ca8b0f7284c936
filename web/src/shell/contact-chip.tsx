import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '../i18n/format';
import { copy } from '../local/catalogue';
import { contact } from '../local/contact';
import { queue } from '../local/queue';
import { useStore } from '../local/store';

export function useNow(everyMs = 15_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** Which store this is, how old what is shown is, and what still waits. Always in view. */
export function ContactChip() {
  const { t } = useTranslation();
  const format = useFormats();
  const { state, lastAnswerAt } = useStore(contact);
  const { store, storeName } = useStore(copy);
  const entries = useStore(queue);
  const now = Math.max(useNow(), lastAnswerAt ?? 0);
  const waiting = entries.filter((entry) => entry.state === 'waiting').length;
  const refused = entries.length - waiting;
  const offline = state === 'offline';
  const age = lastAnswerAt ? format.ago(lastAnswerAt, now) : null;
  return (
    <>
      <span className="grow"><Link className="place" to="/stores" title={store}><span className="ellipsis" dir="auto">{storeName ?? store}</span></Link></span>
      {waiting > 0 && <Link className="waiting-link" to="/waiting"><span className="tag warn">{t('contact.waiting', { count: waiting, n: format.whole(waiting) })}</span></Link>}
      {refused > 0 && <Link className="waiting-link" to="/waiting"><span className="tag bad">{t('contact.refused', { count: refused, n: format.whole(refused) })}</span></Link>}
      <span className={offline ? 'contact offline' : 'contact'} data-testid="contact" data-state={state}>
        <span className="dot" aria-hidden />
        {offline ? (age ? t('contact.offlineSince', { age }) : t('contact.offline')) : state === 'online' ? t('contact.live') : t('contact.connecting')}
      </span>
    </>
  );
}
