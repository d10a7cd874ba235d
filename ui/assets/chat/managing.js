// The way to the page on which the archive is kept, for who may change it. It goes through the window: `props` would not stay.
fetch(`${home}manage/may`)
  .then((answer) => (answer.ok ? answer.json() : {}))
  .then(({ edits }) => {
    if (!edits) return;
    window.knipselLinks = `<a class="manage" href="${home}manage">${props.languages[ui].manage}</a>`;
    props.links = true;  // has the page rendered again
  })
  .catch(() => { /* the server is away, which the conversation will say */ });
