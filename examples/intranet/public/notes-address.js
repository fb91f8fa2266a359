/**
 * The address of this page says which saved notes are read (`?notes=<session>`), so that it can be kept, sent and opened in
 * another tab, and *Back* of the browser goes back. The server has written the first one into the element already.
 */
const widget = document.querySelector('fireside-session');

/** In what Fireside shows, this person went somewhere. */
widget.addEventListener('fireside-view', ({ href }) => {
  const address = href ?? location.pathname;
  if (address !== location.pathname + location.search) history.pushState(null, '', address);
});

/** The person went back or forth in the browser. */
addEventListener('popstate', () => {
  widget.notes = new URLSearchParams(location.search).get('notes');
});
