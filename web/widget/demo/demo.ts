/** A page as a customer of Ringdesk would make it: one script tag, and buttons of its own that use the widget. */
type Command = (...given: unknown[]) => void
const page = window as unknown as { Ringdesk?: Command & { q?: unknown[][] } }

// What is said before the script has arrived waits in a list.
const waiting: unknown[][] = []
page.Ringdesk ??= Object.assign((...given: unknown[]) => void waiting.push(given), { q: waiting })
const widget: Command = (...given) => page.Ringdesk?.(...given)

const script = document.createElement('script')
script.src = '/widget.js'
script.async = true
script.dataset.workspace = new URLSearchParams(location.search).get('workspace') ?? ''
document.head.append(script)

document.getElementById('ask')?.addEventListener('click', () => widget('open'))
for (const button of document.querySelectorAll<HTMLElement>('[data-locale]')) {
  button.addEventListener('click', () => widget('setLocale', button.dataset.locale))
}
for (const button of document.querySelectorAll<HTMLElement>('[data-theme-of]')) {
  button.addEventListener('click', () => widget('setTheme', button.dataset.themeOf))
}
