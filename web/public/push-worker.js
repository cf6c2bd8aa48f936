// Shows what is pushed to this browser, and opens the page it is about. It stores nothing and answers
// no request: the page works without it.
self.addEventListener('push', (event) => {
  const told = event.data ? event.data.json() : {}
  event.waitUntil(
    self.registration.showNotification(told.title || 'Ringdesk', {
      body: told.body || '',
      tag: told.tag,
      icon: '/favicon.svg',
      data: { url: told.url || '/' },
    }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const target = new URL(event.notification.data.url, self.location.origin)
  if (target.origin !== self.location.origin) return
  event.waitUntil(
    (async () => {
      const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
      const open = windows.find((one) => new URL(one.url).origin === target.origin)
      if (!open) return self.clients.openWindow(target.href)
      await open.focus()
      return open.navigate ? open.navigate(target.href) : undefined
    })(),
  )
})
