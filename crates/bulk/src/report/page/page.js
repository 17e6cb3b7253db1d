'use strict';
(() => {
  const $ = (id) => document.getElementById(id);
  const rows = [...document.querySelectorAll('#rows > tbody > tr')];
  const tiles = [...document.querySelectorAll('.tile')];
  const find = $('find');
  let outcome = '';

  const show = () => {
    const words = find.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const fits = (!outcome || row.dataset.outcome === outcome) && (!words || row.textContent.toLowerCase().includes(words));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const tile of tiles) tile.setAttribute('aria-pressed', String(tile.dataset.outcome === outcome));
    $('shown').textContent = `${shown.toLocaleString('en')} of ${rows.length.toLocaleString('en')} shown`;
  };

  const read = () => {
    const wanted = new URLSearchParams(location.hash.slice(1)).get('outcome') || '';
    outcome = tiles.some((tile) => tile.dataset.outcome === wanted) ? wanted : '';
    show();
  };

  const filter = (wanted) => {
    outcome = wanted;
    history.replaceState(null, '', wanted ? `#outcome=${wanted}` : '#');
    show();
  };

  for (const tile of tiles) {
    tile.disabled = false;
    tile.addEventListener('click', () => filter(tile.dataset.outcome === outcome ? '' : tile.dataset.outcome));
  }
  find.addEventListener('input', show);
  $('all').addEventListener('click', () => { find.value = ''; filter(''); });
  $('open').addEventListener('click', (event) => {
    const open = event.target.getAttribute('aria-pressed') !== 'true';
    event.target.setAttribute('aria-pressed', String(open));
    event.target.textContent = open ? 'Close details' : 'Open details';
    for (const row of rows) if (!row.hidden) row.querySelector('details').open = open;
  });
  addEventListener('hashchange', read);
  $('tools').hidden = false;
  document.documentElement.classList.add('live');
  read();
})();
