import { useSearchParams } from 'react-router';
import { addDays } from '../../local/clock';

/** What every report is about; in the address, so that it stays from one report to the next and can be kept as a bookmark. */
export interface ReportScope {
  from: string;
  to: string;
  /** `store:X`, `city:X`, `region:X`; `all`; empty: this device's store. */
  place: string;
  category: string;
  /** A supplier's code. */
  supplier: string;
  groupBy: string;
}

const usualDays = 30;

export function useReportScope(today: string): [ReportScope, (change: Partial<ReportScope>) => void] {
  const [params, setParams] = useSearchParams();
  const scope: ReportScope = {
    from: params.get('from') ?? addDays(today, 1 - usualDays),
    to: params.get('to') ?? today,
    place: params.get('place') ?? '',
    category: params.get('category') ?? '',
    supplier: params.get('supplier') ?? '',
    groupBy: params.get('groupBy') ?? '',
  };
  const change = (changes: Partial<ReportScope>) => setParams((before) => {
    const next = new URLSearchParams(before);
    for (const [name, value] of Object.entries(changes)) {
      // An emptied date is kept as such: it is being typed.
      if (value === '' && name !== 'from' && name !== 'to') {
        next.delete(name);
      } else {
        next.set(name, value);
      }
    }
    return next;
  }, { replace: true });
  return [scope, change];
}

/** The stores of a place, as the reports are asked for them. */
export function storesOf(place: string, mine: string): { store: string[]; city: string[]; region: string[] } {
  const [kind, name] = [place.slice(0, place.indexOf(':')), place.slice(place.indexOf(':') + 1)];
  return {
    store: place === '' ? [mine] : kind === 'store' ? [name] : [],
    city: kind === 'city' ? [name] : [],
    region: kind === 'region' ? [name] : [],
  };
}
