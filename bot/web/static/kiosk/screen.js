// The whole screen for the questions, where the browser allows it.

document.addEventListener("fullscreenchange", () => {
  const button = document.querySelector("[data-full-screen]");
  if (button !== null) {
    button.hidden = document.fullscreenElement !== null;
  }
});

export function fullScreen() {
  const button = document.querySelector("[data-full-screen]");
  if (button === null || !document.fullscreenEnabled || matchMedia("(display-mode: fullscreen)").matches) {
    return;
  }
  button.hidden = document.fullscreenElement !== null;
  button.addEventListener("click", () => document.documentElement.requestFullscreen());
}
