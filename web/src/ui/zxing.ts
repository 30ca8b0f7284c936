import { BrowserMultiFormatOneDReader } from '@zxing/browser';

/** Reads barcodes in script, for browsers that cannot. */
export function createZxingDetector() {
  const reader = new BrowserMultiFormatOneDReader();
  const canvas = document.createElement('canvas');
  return {
    detect(video: HTMLVideoElement): Promise<{ rawValue: string }[]> {
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
      canvas.getContext('2d', { willReadFrequently: true })?.drawImage(video, 0, 0);
      try {
        return Promise.resolve([{ rawValue: reader.decodeFromCanvas(canvas).getText() }]);
      } catch {
        // Nothing in this picture.
        return Promise.resolve([]);
      }
    },
  };
}
