// A button that fills two coordinates from the device's position.

export default function bindPositionButton(fieldset) {
  if (!navigator.geolocation) return;
  const box = fieldset.querySelector(".position-button");
  const status = fieldset.querySelector("[role=status]");
  const { lat, lng, busy, done, failed } = fieldset.dataset;
  const fill = (id, value) => {
    document.getElementById(id).value = value.toFixed(6);
  };
  box.hidden = false;
  box.querySelector("button").addEventListener("click", () => {
    status.textContent = busy;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        fill(lat, coords.latitude);
        fill(lng, coords.longitude);
        status.textContent = done;
      },
      () => {
        status.textContent = failed;
      },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  });
}
