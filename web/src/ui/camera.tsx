import { useEffect, useRef, useState } from 'react';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

interface CameraProps {
  onCode: (code: string) => void;
  onClose: () => void;
}

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

const formats = ['ean_13', 'ean_8', 'upc_a', 'itf', 'code_128'];
/** The same code again within this time is the same scan. */
const sameCodeMs = 1_500;
const lookEveryMs = 120;

/** The browser's own reader where there is one; otherwise one in script, loaded only then. */
async function createDetector(): Promise<Detector> {
  const native = (globalThis as { BarcodeDetector?: { new(options: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> } }).BarcodeDetector;
  if (native && (await native.getSupportedFormats()).includes('ean_13')) {
    return new native({ formats });
  }
  const { createZxingDetector } = await import('./zxing');
  return createZxingDetector();
}

export default function Camera({ onCode, onClose }: CameraProps) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  const report = useRef(onCode);
  useEffect(() => {
    report.current = onCode;
  });
  useEffect(() => {
    let stopped = false;
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } });
      const element = video.current;
      if (stopped || !element) {
        stream.getTracks().forEach((track) => track.stop());
        return;
      }
      element.srcObject = stream;
      await element.play();
      const detector = await createDetector();
      let last = { code: '', at: 0 };
      const look = async () => {
        const [found] = await detector.detect(element).catch(() => []);
        if (found && (found.rawValue !== last.code || performance.now() - last.at > sameCodeMs)) {
          report.current(found.rawValue);
        }
        if (found) {
          last = { code: found.rawValue, at: performance.now() };
        }
        if (!stopped) {
          timer = setTimeout(() => void look(), lookEveryMs);
        }
      };
      await look();
    };
    run().catch(() => setFailed(true));
    return () => {
      stopped = true;
      clearTimeout(timer);
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  if (failed) {
    return <div className="notice warn" role="alert"><span className="grow">{t('finder.noCamera')}</span><button type="button" className="button icon quiet" aria-label={t('close')} onClick={onClose}><X size={20} aria-hidden /></button></div>;
  }
  return (
    <div className="camera">
      <video ref={video} muted playsInline aria-label={t('finder.camera')} />
      <div className="aim" aria-hidden />
      <button type="button" className="button icon" aria-label={t('close')} onClick={onClose}><X size={22} aria-hidden /></button>
    </div>
  );
}
