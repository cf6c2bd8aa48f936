import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { publicRoute } from '@/app/public-route'

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined)

export const publicRoutes = [
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/sign-in',
    staticData: { titleKey: 'auth.signIn' },
    validateSearch: (search: Record<string, unknown>): { next?: string } => ({ next: text(search.next) }),
    component: lazyRouteComponent(() => import('./SignInPage'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/set-up',
    staticData: { titleKey: 'auth.setUp' },
    component: lazyRouteComponent(() => import('./SetUpPage'), 'SetUpPage'),
  }),
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/register',
    staticData: { titleKey: 'auth.register' },
    component: lazyRouteComponent(() => import('./RegisterPage'), 'RegisterPage'),
  }),
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/forgot-password',
    staticData: { titleKey: 'auth.forgot' },
    component: lazyRouteComponent(() => import('./ForgotPasswordPage'), 'ForgotPasswordPage'),
  }),
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/invitation',
    staticData: { titleKey: 'invitation.title' },
    validateSearch: (search: Record<string, unknown>): { token?: string } => ({ token: text(search.token) }),
    component: lazyRouteComponent(() => import('./InvitationPage'), 'InvitationPage'),
  }),
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/reset-password',
    staticData: { titleKey: 'auth.reset' },
    validateSearch: (search: Record<string, unknown>): { token?: string } => ({ token: text(search.token) }),
    component: lazyRouteComponent(() => import('./ResetPasswordPage'), 'ResetPasswordPage'),
  }),
] as const
