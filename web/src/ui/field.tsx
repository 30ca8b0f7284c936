import { useId, useState, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes } from 'react';
import { useTranslation } from 'react-i18next';
import { parseScaled, plainText } from '../exact/exact';

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
}

type TextProps = FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> & { onChange: (value: string) => void };

export function TextField({ label, hint, error, onChange, className, ...input }: TextProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} className={`input ${className ?? ''}`} autoComplete="off" {...input} onChange={(event) => onChange(event.target.value)}
        aria-invalid={error ? true : undefined} aria-describedby={error || hint ? `${id}-more` : undefined} />
      {(error || hint) && <div id={`${id}-more`} className={error ? 'error' : 'hint'}>{error ?? hint}</div>}
    </div>
  );
}

type SelectProps = FieldProps & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange'> & { onChange: (value: string) => void };

export function SelectField({ label, hint, error, onChange, children, ...select }: SelectProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="select" {...select} onChange={(event) => onChange(event.target.value)}>{children}</select>
      {(error || hint) && <div className={error ? 'error' : 'hint'}>{error ?? hint}</div>}
    </div>
  );
}

interface NumberFieldProps extends FieldProps {
  /** Scaled by its decimals; null when nothing is given. */
  value: number | null;
  decimals: number;
  /** Fewer decimals than the scale has: pieces are whole. */
  shownDecimals?: number;
  onChange: (value: number | null) => void;
  allowNegative?: boolean;
  placeholder?: string;
  autoFocus?: boolean;
  disabled?: boolean;
}

/** A number as it is typed, in Western or Urdu digits. Too many decimals are said, never rounded away. */
export function NumberField({ label, hint, error, value, decimals, shownDecimals = decimals, onChange, allowNegative, ...input }: NumberFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const [draft, setDraft] = useState<{ text: string; value: number | null } | null>(null);
  const text = draft && draft.value === value ? draft.text : value === null ? '' : plainText(value, decimals);
  const parsed = text.trim() === '' ? null : parseScaled(text, shownDecimals);
  const wrong = parsed && !parsed.ok
    ? (parsed.why === 'not-exact' ? t('number.decimals', { count: shownDecimals }) : t('number.wrong'))
    : parsed && parsed.ok && parsed.value < 0 && !allowNegative ? t('number.negative') : null;
  const take = (typed: string) => {
    const next = parseScaled(typed, shownDecimals);
    const scaledValue = next.ok && (allowNegative || next.value >= 0) ? next.value * 10 ** (decimals - shownDecimals) : null;
    setDraft({ text: typed, value: scaledValue });
    onChange(scaledValue);
  };
  const shownError = error ?? wrong;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="input number-input" inputMode={shownDecimals === 0 && !allowNegative ? 'numeric' : 'decimal'} autoComplete="off" {...input} value={text}
        onChange={(event) => take(event.target.value)} onFocus={(event) => event.target.select()}
        aria-invalid={shownError ? true : undefined} aria-describedby={shownError || hint ? `${id}-more` : undefined} />
      {(shownError || hint) && <div id={`${id}-more`} className={shownError ? 'error' : 'hint'}>{shownError ?? hint}</div>}
    </div>
  );
}
