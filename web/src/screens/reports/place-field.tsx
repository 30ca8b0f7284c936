import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/format';
import { SelectField } from '../../ui/field';
import { useStores } from '../stores/stores';

interface PlaceFieldProps {
  /** As in the report's scope. */
  place: string;
  mine: string;
  onChange: (place: string) => void;
}

/** Which stores a report is about: one, those of a city or region, or all. Nothing is asked where there is one store. */
export function PlaceField({ place, mine, onChange }: PlaceFieldProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const stores = useStores();
  const all = stores.data ?? [];
  if (all.length < 2) {
    return null;
  }
  const named = (of: 'city' | 'region') => [...new Set(all.flatMap((store) => store[of] ?? []))].sort(format.compare);
  return (
    <SelectField label={t('buying.where')} value={place} onChange={onChange}>
      <option value="">{all.find((store) => store.code === mine)?.name ?? mine} ({t('stores.here')})</option>
      <option value="all">{t('buying.everywhere')}</option>
      {(['region', 'city'] as const).map((of) => named(of).length > 1 && (
        <optgroup key={of} label={t(`buying.by.${of}`)}>{named(of).map((name) => <option key={name} value={`${of}:${name}`}>{name}</option>)}</optgroup>
      ))}
      <optgroup label={t('nav.stores')}>{all.filter((store) => store.code !== mine).map((store) => <option key={store.code} value={`store:${store.code}`}>{store.name} ({store.code})</option>)}</optgroup>
    </SelectField>
  );
}

/** What a place is called, for the head of a printed page. */
export function usePlaceName(): (place: string, mine: string) => string {
  const { t } = useTranslation();
  const stores = useStores();
  return (place, mine) => {
    const [kind, name] = [place.slice(0, place.indexOf(':')), place.slice(place.indexOf(':') + 1)];
    const code = place === '' ? mine : kind === 'store' ? name : null;
    return code === null ? (place === 'all' ? t('buying.everywhere') : name) : stores.data?.find((store) => store.code === code)?.name ?? code;
  };
}
