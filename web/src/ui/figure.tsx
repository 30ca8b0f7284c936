import type { ReactNode } from 'react';

interface FigureProps {
  label: string;
  value: ReactNode;
  more?: string | undefined;
  testId?: string;
}

/** One number that matters, and what it is. */
export function Figure({ label, value, more, testId }: FigureProps) {
  return (
    <div className="figure-box">
      <span className="label">{label}</span>
      <span className="value" data-testid={testId}>{value}</span>
      {more && <span className="more">{more}</span>}
    </div>
  );
}
