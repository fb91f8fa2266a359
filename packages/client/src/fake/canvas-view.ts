import type { VideoView } from '../call/port.ts';

/** A picture without a camera: a canvas whose colour wanders. Needs no permission. */
export function canvasView(): VideoView {
  return {
    attach(element) {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [640, 360];
      const context = canvas.getContext('2d');
      let hue = 0;
      const paint = (): void => {
        if (!context) return;
        context.fillStyle = `hsl(${(hue += 5)} 60% 40%)`;
        context.fillRect(0, 0, canvas.width, canvas.height);
      };
      paint();
      const timer = setInterval(paint, 200);
      const stream = canvas.captureStream(5);
      element.muted = true;
      element.srcObject = stream;
      element.play().catch(() => undefined); // taken away before the first frame
      return () => {
        clearInterval(timer);
        for (const track of stream.getTracks()) track.stop();
        if (element.srcObject === stream) element.srcObject = null;
      };
    },
  };
}
