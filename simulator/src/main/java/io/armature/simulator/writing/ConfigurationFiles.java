package io.armature.simulator.writing;

import io.armature.simulator.writing.StepWriter.Project;
import java.util.LinkedHashMap;
import java.util.Map;

/** What makes an invented project run: settings, containers and its test workflow. */
final class ConfigurationFiles {
    private ConfigurationFiles() {}

    static Map<String, String> of(Project project) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("README.md", """
                # %s

                Invented by a simulator. To start it: `cp .env.example .env`, then `docker compose up`.
                The frontend is at http://localhost:5173, the backend at http://localhost:8000/docs.
                """.formatted(project.name()));
        files.put(".env.example", "DATABASE_URL=\nTOKEN_SECRET=\n");
        files.put(".gitignore", ".env\nnode_modules/\n__pycache__/\n");
        files.put("docker-compose.yml", """
                services:
                  backend:
                    build: {context: ., dockerfile: docker/backend.Dockerfile}
                    env_file: .env
                    ports: ["8000:8000"]
                  frontend:
                    build: {context: ., dockerfile: docker/frontend.Dockerfile}
                    ports: ["5173:80"]
                """);
        files.put("docker/backend.Dockerfile", """
                FROM python:3.12-slim
                WORKDIR /app
                COPY backend .
                RUN pip install -r requirements.txt
                CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0"]
                """);
        files.put("docker/frontend.Dockerfile", """
                FROM node:22 AS build
                WORKDIR /app
                COPY frontend .
                RUN npm ci && npm run build
                FROM nginx:alpine
                COPY --from=build /app/dist /usr/share/nginx/html
                """);
        files.put(".github/workflows/test.yml", """
                on: [push]
                jobs:
                  build:
                    runs-on: ubuntu-latest
                    steps:
                      - uses: actions/checkout@v4
                      - run: docker compose build
                """);
        return files;
    }
}
