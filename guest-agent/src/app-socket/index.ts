export { type AppHandlers, type AppSocketContext, openAppSocket } from './open-app-socket.ts';
export * from './socket-limits.ts';
