// Who is signed in, where people do; and to the door, as soon as the server does not know them any more.
if (props.signs_in) {
  const fetched = window.fetch;
  window.fetch = async (...asked) => {
    const told = await fetched(...asked);
    if (told.status === 401) location.assign(home);
    return told;
  };
  fetch(`${home}masthead?ui=${ui}`).then(async (told) => {
    if (!told.ok) return;
    window.knipselWho = await told.text();
    props.who = true;  // has the page rendered again
  }).catch(() => { /* the server is away, which the conversation will say */ });
}
