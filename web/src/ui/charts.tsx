import { useEffect, useRef, useState } from 'react';
import { scaleBand, scaleLinear, scaleTime } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';

const height = 190;
/** Few bars are not made into walls. */
const widestBar = 72;
const padding = { top: 14, bottom: 26, start: 52, end: 8 };

/** So many that a strong line would fill the picture. */
const manySteps = 100;

function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(600);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.max(240, entry.contentRect.width)));
    if (box.current) {
      watch.observe(box.current);
    }
    return () => watch.disconnect();
  }, []);
  return { box, width };
}

function isRtl(): boolean {
  return document.documentElement.dir === 'rtl';
}

/** From left to right, or the other way round where people read so. */
function across(width: number): [number, number] {
  const [from, to] = [padding.start, width - padding.end];
  return isRtl() ? [width - from, width - to] : [from, to];
}

interface Bar {
  key: string;
  label: string;
  value: number;
  /** Drawn in the accent colour; the others are quieter. */
  strong?: boolean;
}

interface BarsProps {
  bars: readonly Bar[];
  title: string;
  format: (value: number) => string;
}

/** Amounts beside each other. The numbers stand in a table beside it or in each bar's own title. */
export function Bars({ bars, title, format }: BarsProps) {
  const { box, width } = useWidth();
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  const least = Math.min(0, ...bars.map((bar) => bar.value));
  const y = scaleLinear().domain([least, most]).nice(4).range([height - padding.bottom, padding.top]);
  const x = scaleBand().domain(bars.map((bar) => bar.key)).range(across(width)).paddingInner(0.28).paddingOuter(0.1);
  // As many labels as stand beside each other without touching.
  const labelWidth = Math.max(56, 8 + 6.5 * Math.max(...bars.map((bar) => bar.label.length)));
  const step = Math.max(1, Math.ceil(bars.length / Math.max(2, Math.floor((width - padding.start) / labelWidth))));
  return (
    <div ref={box} className="chart">
      <svg width={width} height={height} role="img" aria-label={title}>
        <Grid ticks={y.ticks(4)} y={y} width={width} format={format} />
        {bars.map((bar, place) => {
          const thickness = Math.min(x.bandwidth(), widestBar);
          const left = (x(bar.key) ?? 0) + (x.bandwidth() - thickness) / 2;
          const top = y(Math.max(0, bar.value));
          const size = Math.max(bar.value === 0 ? 0 : 1.5, Math.abs(y(bar.value) - y(0)));
          return (
            <g key={bar.key} className="bar">
              <rect x={left} y={top} width={thickness} height={size} rx={Math.min(4, thickness / 4)} className={bar.strong ? 'strong' : ''}><title>{`${bar.label}: ${format(bar.value)}`}</title></rect>
              {place % step === 0 && <text x={left + thickness / 2} y={height - 8} textAnchor="middle">{bar.label}</text>}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

function Grid({ ticks, y, width, format }: { ticks: number[]; y: (value: number) => number; width: number; format: (value: number) => string }) {
  const rtl = isRtl();
  return (
    <g className="grid">
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={rtl ? padding.end : padding.start} x2={rtl ? width - padding.start : width - padding.end} y1={y(tick)} y2={y(tick)} className={tick === 0 ? 'zero' : ''} />
          <text x={rtl ? width - padding.start + 8 : padding.start - 8} y={y(tick)} dy="0.32em" textAnchor={rtl ? 'start' : 'end'} direction="ltr">{format(tick)}</text>
        </g>
      ))}
    </g>
  );
}

interface StepsProps {
  points: readonly { at: number; value: number }[];
  title: string;
  format: (value: number) => string;
  formatTime: (at: number) => string;
  /** A level to see the line against, such as the reorder point. */
  level?: number | null;
}

/** A quantity over time: it stays until something moves it. */
export function Steps({ points, title, format, formatTime, level }: StepsProps) {
  const { box, width } = useWidth();
  const values = points.map((point) => point.value);
  const y = scaleLinear().domain([Math.min(0, ...values), Math.max(1, level ?? 0, ...values)]).nice(4).range([height - padding.bottom, padding.top]);
  const x = scaleTime().domain([points[0]?.at ?? 0, points.at(-1)?.at ?? 1]).range(across(width));
  const shape = line<{ at: number; value: number }>((point) => x(point.at), (point) => y(point.value)).curve(curveStepAfter);
  const below = area<{ at: number; value: number }>((point) => x(point.at), y(0), (point) => y(point.value)).curve(curveStepAfter);
  const times = x.ticks(Math.max(2, Math.floor(width / 130)));
  return (
    <div ref={box} className="chart">
      <svg width={width} height={height} role="img" aria-label={title}>
        <Grid ticks={y.ticks(4)} y={y} width={width} format={format} />
        <path className="below" d={below([...points]) ?? ''} />
        <path className={points.length > manySteps ? 'steps many' : 'steps'} d={shape([...points]) ?? ''} />
        {level !== null && level !== undefined && <line className="level" x1={across(width)[0]} x2={across(width)[1]} y1={y(level)} y2={y(level)} />}
        {times.map((time) => <text key={time.getTime()} x={x(time)} y={height - 8} textAnchor="middle">{formatTime(time.getTime())}</text>)}
      </svg>
    </div>
  );
}
