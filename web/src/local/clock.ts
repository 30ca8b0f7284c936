/** The store's business date of a moment: its own time zone, and the hour at which its day begins. */
export function businessDate(when: Date, timeZone: string, dayStartsAt: string): string {
  const [hours = 0, minutes = 0] = dayStartsAt.split(':').map(Number);
  const shifted = new Date(when.getTime() - (hours * 60 + minutes) * 60_000);
  // The Swedish way of writing a date is the ISO way.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(shifted);
}

export function addDays(isoDate: string, days: number): string {
  const date = new Date(`${isoDate}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

export function weekday(isoDate: string): number {
  return new Date(`${isoDate}T00:00:00Z`).getUTCDay();
}

/** The date of a moment where this device is. */
export function dateHere(when: Date | string): string {
  return new Intl.DateTimeFormat('sv-SE').format(new Date(when));
}
