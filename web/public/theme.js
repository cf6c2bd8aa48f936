// Runs before the first paint, so that a chosen theme never flashes the other one.
;(() => {
  try {
    const theme = localStorage.getItem('ringdesk.theme')
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  } catch {
    // Storage can be denied; the system's scheme applies then.
  }
})()
