// Who is signed in, where people do; and to the door, as soon as the server does not know them any more.
if (props.signs_in) {
  const base = (window.gradio_config?.root ?? location.origin).replace(/\/$/, "");
  const fetched = window.fetch;
  window.fetch = async (...asked) => {
    const told = await fetched(...asked);
    if (told.status === 401) location.assign(base + "/");
    return told;
  };
  fetch(`${base}/masthead?ui=${ui}`).then(async (told) => {
    if (!told.ok) return;
    window.knipselWho = await told.text();  // not in `props`: Gradio puts the server's back with each answer
    props.who = true;                       // what is not the server's stays, and has the page rendered again
  });
}
