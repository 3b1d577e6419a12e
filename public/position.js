// "Use my position" on the form for help: fills two hidden fields, and only when asked to.
const box = document.getElementById("position");
if (box && "geolocation" in navigator) {
  const [lat, lon] = box.querySelectorAll("input");
  const said = box.querySelector("output");
  const found = (position) => {
    lat.value = position.coords.latitude.toFixed(6);
    lon.value = position.coords.longitude.toFixed(6);
    said.textContent = box.dataset.found;
  };
  const failed = () => {
    said.textContent = box.dataset.failed;
  };
  box.hidden = false;
  if (lat.value) said.textContent = box.dataset.found;
  box.querySelector("button").addEventListener("click", () => {
    said.textContent = box.dataset.waiting;
    navigator.geolocation.getCurrentPosition(found, failed, {
      enableHighAccuracy: true,
      timeout: 15000,
      maximumAge: 60000,
    });
  });
}
