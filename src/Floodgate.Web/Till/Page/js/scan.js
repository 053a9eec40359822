// The camera: the browser's own detector where there is one, else the decoder beside this page.
import { make, write } from '/js/dom.js';
import { t } from './texts.js';

const EVERY_MS = 120;
const SIDE_MAX = 640;

/** Opens the camera and answers what was read first; null when it was closed or there is none. */
export async function scan(dialog) {
  const video = make('video', { playsinline: true, muted: true, 'aria-hidden': 'true' });
  const said = make('p', { class: 'small', role: 'status' });
  const close = make('button', { type: 'button', class: 'button second', onclick: () => dialog.close() }, t('close'));
  dialog.replaceChildren(make('h2', { id: 'scanner-title' }, t('scanTitle')), video, said, close);
  dialog.showModal();
  let stream = null;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false });
    video.srcObject = stream;
    await video.play();
    const read = await reader();
    while (dialog.open) {
      const text = await read(video);
      if (text) return text;
      await new Promise((resolve) => { setTimeout(resolve, EVERY_MS); });
    }
    return null;
  } catch {
    write(said, t('scanNoCamera'));
    await new Promise((resolve) => { dialog.addEventListener('close', resolve, { once: true }); });
    return null;
  } finally {
    for (const track of stream?.getTracks() ?? []) track.stop();
    if (dialog.open) dialog.close();
  }
}

export async function reader() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []);
  if (formats?.includes('qr_code')) {
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    return async (source) => (await detector.detect(source))[0]?.rawValue ?? null;
  }
  const { decodeQR } = await import('/till/vendor/qr.js');
  const canvas = make('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  return async (source) => {
    const width = source.videoWidth || source.naturalWidth || source.width;
    const height = source.videoHeight || source.naturalHeight || source.height;
    if (!width || !height) return null;
    const scale = Math.min(1, SIDE_MAX / Math.max(width, height));
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    pen.drawImage(source, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height)) || null;
    } catch {
      return null;
    }
  };
}
