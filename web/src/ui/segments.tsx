import { useRef, type KeyboardEvent } from 'react';

interface SegmentsProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

/** One of a few, all in view. Arrow keys move, as in any group of radio buttons. */
export function Segments<T extends string>({ label, value, options, onChange }: SegmentsProps<T>) {
  const box = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const rtl = document.documentElement.dir === 'rtl';
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const place = (options.findIndex((option) => option.value === value) + step + options.length) % options.length;
      onChange(options[place]!.value);
      box.current?.querySelectorAll<HTMLElement>('[role=radio]')[place]?.focus();
    }
  };
  return (
    <div ref={box} className="segments" role="radiogroup" aria-label={label} onKeyDown={onKeyDown}>
      {options.map((option) => (
        <button key={option.value} type="button" role="radio" aria-checked={option.value === value} tabIndex={option.value === value ? 0 : -1} onClick={() => onChange(option.value)}>{option.label}</button>
      ))}
    </div>
  );
}
