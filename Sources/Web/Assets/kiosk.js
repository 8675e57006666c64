// A shared screen goes back to an empty form when nobody has touched it for a while.
(() => {
  "use strict";
  const { home, seconds } = document.body.dataset;
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => location.replace(home), Number(seconds) * 1000);
  };
  for (const kind of ["pointerdown", "keydown", "input", "touchmove", "wheel"]) {
    addEventListener(kind, wait, { passive: true });
  }
  // A page that the browser kept whole would show what the last guest wrote.
  addEventListener("pageshow", (event) => { if (event.persisted) location.replace(home); });
  wait();
})();
