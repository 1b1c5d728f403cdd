// A button that fills two coordinates from the device's position.

// Metres. A position by cell tower alone can be kilometres away; it would put the venue into another commune.
const MAX_ACCURACY = 100;

export default function bindPositionButton(fieldset) {
  if (!navigator.geolocation) return;
  const box = fieldset.querySelector(".position-button");
  const status = fieldset.querySelector("[role=status]");
  const { lat, lng, busy, done, rough, failed } = fieldset.dataset;
  const fill = (id, value) => {
    document.getElementById(id).value = value.toFixed(6);
  };
  box.hidden = false;
  box.querySelector("button").addEventListener("click", () => {
    status.textContent = busy;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (coords.accuracy > MAX_ACCURACY) {
          status.textContent = rough.replace("#", Math.round(coords.accuracy));
          return;
        }
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
