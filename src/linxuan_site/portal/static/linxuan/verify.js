// The live camera, where the browser itself can read QR codes; without it the page is complete.
(() => {
  const form = document.getElementById("live");
  if (!form || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const view = document.getElementById("live-view");
  const start = document.getElementById("live-start");
  const said = document.getElementById("live-said");
  let stream = null;

  const stop = () => { if (stream) stream.getTracks().forEach((track) => track.stop()); stream = null; };

  const look = async (detector) => {
    if (!stream) return;
    const found = await detector.detect(view).catch(() => []);
    if (found.length) {
      stop();
      form.elements.code.value = found[0].rawValue;
      form.submit();
    } else {
      setTimeout(() => look(detector), 150);
    }
  };

  start.addEventListener("click", async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      view.srcObject = stream;
      view.hidden = false;
      start.hidden = true;
      view.play();
      look(new BarcodeDetector({ formats: ["qr_code"] }));
    } catch {
      stop();
      said.textContent = start.dataset.denied;
    }
  });
  addEventListener("pagehide", stop);

  BarcodeDetector.getSupportedFormats().then((formats) => { form.hidden = !formats.includes("qr_code"); });
})();
