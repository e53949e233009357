package io.armature.simulator.writing;

import io.armature.simulator.writing.StepWriter.Project;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Files of an invented frontend: TypeScript as React and Vite want it. */
final class FrontendFiles {
    private FrontendFiles() {}

    static Map<String, String> setup(Project project) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("frontend/package.json", """
                {
                  "name": "%s",
                  "private": true,
                  "type": "module",
                  "scripts": {"dev": "vite", "build": "tsc && vite build"},
                  "dependencies": {"react": "^18.3.0", "react-dom": "^18.3.0", "react-router-dom": "^6.28.0"},
                  "devDependencies": {"autoprefixer": "^10.4.0", "postcss": "^8.4.0", "tailwindcss": "^3.4.0",
                    "typescript": "^5.6.0", "vite": "^5.4.0", "@vitejs/plugin-react": "^4.3.0"}
                }
                """.formatted(project.name()));
        files.put("frontend/tsconfig.json", """
                {"compilerOptions": {"target": "ES2022", "module": "ESNext", "moduleResolution": "bundler",
                  "jsx": "react-jsx", "strict": true, "noEmit": true}, "include": ["src"]}
                """);
        files.put("frontend/vite.config.ts", """
                import react from "@vitejs/plugin-react";
                import { defineConfig } from "vite";

                export default defineConfig({
                  plugins: [react()],
                  server: { proxy: { "/api": "http://localhost:8000" } },
                });
                """);
        files.put(
                "frontend/tailwind.config.js",
                "export default { content: [\"./index.html\", \"./src/**/*.tsx\"], theme: {}, plugins: [] };\n");
        files.put("frontend/postcss.config.js", "export default { plugins: { tailwindcss: {}, autoprefixer: {} } };\n");
        files.put("frontend/index.html", """
                <!doctype html>
                <title>%s</title>
                <div id="root"></div>
                <script type="module" src="/src/main.tsx"></script>
                """.formatted(project.name()));
        return files;
    }

    static Map<String, String> core(Project project) {
        List<String> pages = project.names("pages");
        Map<String, String> files = new LinkedHashMap<>();
        files.put("frontend/src/main.tsx", """
                import { createRoot } from "react-dom/client";
                import { App } from "./App";
                import "./styles/globals.css";

                createRoot(document.getElementById("root")!).render(<App />);
                """);
        String imports = pages.stream()
                .map(page -> "import { %1$s } from \"./pages/%1$s\";".formatted(page))
                .collect(Collectors.joining("\n"));
        String routes = pages.stream()
                .map(page -> "          <Route path=\"/%s\" element={<%s />} />"
                        .formatted(page.toLowerCase(Locale.ROOT), page))
                .collect(Collectors.joining("\n"));
        files.put("frontend/src/App.tsx", """
                import { BrowserRouter, Route, Routes } from "react-router-dom";
                import { AuthProvider } from "./contexts/AuthContext";
                %s

                export function App() {
                  return (
                    <AuthProvider>
                      <BrowserRouter>
                        <Routes>
                %s
                        </Routes>
                      </BrowserRouter>
                    </AuthProvider>
                  );
                }
                """.formatted(imports, routes));
        files.put("frontend/src/contexts/AuthContext.tsx", """
                import { createContext, ReactNode, useContext, useState } from "react";

                const Auth = createContext({ token: "", signIn: (_: string) => {} });

                export function AuthProvider({ children }: { children: ReactNode }) {
                  const [token, signIn] = useState("");
                  return <Auth.Provider value={{ token, signIn }}>{children}</Auth.Provider>;
                }

                export const useAuth = () => useContext(Auth);
                """);
        files.put("frontend/src/services/apiClient.ts", """
                export async function api<T>(path: string, options: RequestInit = {}): Promise<T> {
                  const response = await fetch(`/api/${path}`, options);
                  if (!response.ok) {
                    throw new Error(`the server answered ${response.status}`);
                  }
                  return response.json();
                }
                """);
        files.put("frontend/src/styles/globals.css", "@tailwind base;\n@tailwind components;\n@tailwind utilities;\n");
        return files;
    }

    static Map<String, String> pages(Project project) {
        Map<String, String> files = new LinkedHashMap<>();
        List<String> tables = project.tables();
        int number = 0;
        for (String page : project.names("pages")) {
            String table = tables.isEmpty() ? "users" : tables.get(number++ % tables.size());
            files.put("frontend/src/pages/" + page + ".tsx", """
                    import { useApi } from "../hooks/useApi";
                    import { Card } from "../components/ui/Card";

                    export function %1$s() {
                      const { data, fault } = useApi<{ id: number }[]>("%2$s");
                      if (fault) {
                        return <p role="alert">{fault}</p>;
                      }
                      if (!data) {
                        return <p>Loading …</p>;
                      }
                      return (
                        <main className="grid gap-4 p-4 md:grid-cols-2">
                          <h1 className="text-xl">%1$s</h1>
                          {data.map((row) => (
                            <Card key={row.id} title={`No. ${row.id}`} />
                          ))}
                        </main>
                      );
                    }
                    """.formatted(page, table.replace('_', '-')));
        }
        return files;
    }

    static Map<String, String> components(Project project) {
        Map<String, String> files = new LinkedHashMap<>();
        project.plan().path("components").forEach(component -> {
            String name = component.path("name").asString("");
            files.put(
                    "frontend/src/components/" + component.path("group").asString("ui") + "/" + name + ".tsx",
                    """
                            import { ReactNode } from "react";

                            /** %2$s */
                            export function %1$s({ title, children }: { title?: string; children?: ReactNode }) {
                              return (
                                <section className="rounded border p-2" aria-label={title}>
                                  {title && <h2>{title}</h2>}
                                  {children}
                                </section>
                              );
                            }
                            """.formatted(name, component.path("purpose").asString("")));
        });
        files.put("frontend/src/hooks/useApi.ts", """
                import { useEffect, useState } from "react";
                import { api } from "../services/apiClient";

                export function useApi<T>(path: string) {
                  const [data, setData] = useState<T>();
                  const [fault, setFault] = useState("");
                  useEffect(() => {
                    api<T>(path).then(setData, (e: Error) => setFault(e.message));
                  }, [path]);
                  return { data, fault };
                }
                """);
        files.put("frontend/src/hooks/useLocalStorage.ts", """
                import { useState } from "react";

                export function useLocalStorage(key: string, first: string) {
                  const [value, set] = useState(localStorage.getItem(key) ?? first);
                  return [value, (next: string) => { localStorage.setItem(key, next); set(next); }] as const;
                }
                """);
        files.put("frontend/src/utils/cn.ts", """
                export const cn = (...names: (string | false | undefined)[]) => names.filter(Boolean).join(" ");
                """);
        files.put("frontend/src/utils/formatters.ts", """
                export const day = (text: string) => new Date(text).toLocaleDateString();
                """);
        return files;
    }
}
