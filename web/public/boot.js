// Before the first paint: colours and direction as chosen, so that nothing flashes.
try {
  const { theme, language } = JSON.parse(localStorage.getItem('bazaar.settings') ?? '{}');
  const root = document.documentElement;
  if (theme === 'dark' || theme === 'light') root.dataset.theme = theme;
  if (language === 'ur') {
    root.lang = 'ur';
    root.dir = 'rtl';
  }
} catch {
  // A device that keeps nothing begins with the defaults.
}
