import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/format';
import type { RightName } from './rights';

interface RightsFieldProps {
  /** What the role may do by itself. */
  rights: readonly RightName[];
  denied: readonly string[];
  onChange: (denied: string[]) => void;
}

/** The single rights of a role: each can be taken away, none added. */
export function RightsField({ rights, denied, onChange }: RightsFieldProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const taken = rights.filter((right) => denied.includes(right)).length;
  return (
    <details className="trail">
      <summary className="row"><span className="grow">{t('people.rights')} <span className={taken > 0 ? 'tag warn' : 'tag'}>{taken > 0 ? t('people.without', { count: taken, n: format.whole(taken) }) : t('people.allRights')}</span></span><ChevronDown size={18} aria-hidden /></summary>
      <p className="small soft">{t('people.rightsMore')}</p>
      <div className="check-list" role="group" aria-label={t('people.rights')} tabIndex={0}>
        {rights.map((right) => (
          <label key={right} className="check"><input type="checkbox" checked={!denied.includes(right)} onChange={(event) => onChange(event.target.checked ? denied.filter((one) => one !== right) : [...denied, right])} /><span>{t(`people.scopes.${right}`)}</span></label>
        ))}
      </div>
    </details>
  );
}
