// Who is signed in, where people do; and to the door, as soon as the server does not know them any more.
if (props.signs_in) {
  const base = (window.gradio_config?.root ?? location.origin).replace(/\/$/, "");
  const fetched = window.fetch;
  window.fetch = async (...asked) => {
    const told = await fetched(...asked);
    if (told.status === 401) location.assign(base + "/");
    return told;
  };
  fetch(`${base}/masthead?ui=${ui}`).then(async (told) => { if (told.ok) props.masthead = await told.text(); });
}
