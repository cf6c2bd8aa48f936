// The peer: socket.io 4 as its documentation shows it, websocket transport, no compression.
const { createServer } = require('node:http')
const { Server } = require('socket.io')

const http = createServer()
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false })
io.on('connection', (socket) => {
  socket.on('join', ({ room }, answer) => {
    socket.join(room)
    answer({ ok: true })
  })
  socket.on('say', ({ room, sent, body }) => io.to(room).emit('said', { room, sent, body }))
})
http.listen(Number(process.argv[2]), '127.0.0.1')
