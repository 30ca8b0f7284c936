/** A barcode scanner that acts as a keyboard: a burst of characters faster than anybody types, ended by Enter. */

type ScanListener = (code: string) => boolean;

const listeners: ScanListener[] = [];

/** The newest listener that is there gets the scan first; it answers true when it took it. */
export function onScan(listener: ScanListener): () => void {
  listeners.unshift(listener);
  return () => {
    listeners.splice(listeners.indexOf(listener), 1);
  };
}

export function deliverScan(code: string): boolean {
  return listeners.some((listener) => listener(code));
}

const fastMs = 50;
const shortest = 4;

/** Follows keystrokes wherever the focus is; a scan into a field is taken out of it again. */
export function watchScanner(): void {
  let typed = '';
  let last = 0;
  let field: HTMLInputElement | null = null;
  let before = '';
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) {
      return;
    }
    const now = event.timeStamp;
    if (event.key === 'Enter') {
      if (typed.length >= shortest && now - last < fastMs && deliverScan(typed)) {
        event.preventDefault();
        event.stopPropagation();
        if (field) {
          setValue(field, before);
        }
      }
      typed = '';
      return;
    }
    if (event.key.length !== 1) {
      return;
    }
    if (now - last > fastMs) {
      typed = '';
      field = event.target instanceof HTMLInputElement ? event.target : null;
      before = field?.value ?? '';
    }
    typed += event.key;
    last = now;
  }, { capture: true });
}

/** As if it had been typed, so that React sees it. */
function setValue(field: HTMLInputElement, value: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
