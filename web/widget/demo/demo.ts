/** A page as a customer of Ringdesk would make it: one script tag, and buttons of its own that use the widget. */
const workspace = new URLSearchParams(location.search).get('workspace') ?? ''

const script = document.createElement('script')
script.src = '/widget.js'
script.async = true
script.dataset.workspace = workspace
document.head.append(script)

interface Widget {
  open: () => void
  setLocale: (locale: string) => void
  setTheme: (theme: string) => void
}
const widget = () => (window as unknown as { Ringdesk?: Widget }).Ringdesk

document.getElementById('ask')?.addEventListener('click', () => widget()?.open())
for (const button of document.querySelectorAll<HTMLElement>('[data-locale]')) {
  button.addEventListener('click', () => widget()?.setLocale(button.dataset.locale ?? 'en'))
}
for (const button of document.querySelectorAll<HTMLElement>('[data-theme-of]')) {
  button.addEventListener('click', () => widget()?.setTheme(button.dataset.themeOf ?? 'auto'))
}
