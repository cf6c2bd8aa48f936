/** The package: the app's own services, told where the desk is. */
export * from '@/services/api'
