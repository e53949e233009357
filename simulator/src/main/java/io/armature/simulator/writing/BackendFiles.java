package io.armature.simulator.writing;

import io.armature.simulator.writing.StepWriter.Project;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Files of an invented backend: SQL, and Python as FastAPI and SQLAlchemy want it. */
final class BackendFiles {
    private static final Map<String, String> SQL = Map.of(
            "id", "INTEGER PRIMARY KEY",
            "text", "TEXT NOT NULL",
            "integer", "INTEGER",
            "decimal", "NUMERIC(12, 2)",
            "boolean", "BOOLEAN NOT NULL DEFAULT FALSE",
            "timestamp", "TIMESTAMP",
            "reference", "INTEGER");
    private static final Map<String, String> PYTHON = Map.of(
            "id", "int",
            "text", "str",
            "integer", "int",
            "decimal", "Decimal",
            "boolean", "bool",
            "timestamp", "datetime",
            "reference", "int");

    private BackendFiles() {}

    static Map<String, String> database(Project project) {
        Map<String, String> files = new LinkedHashMap<>();
        StringBuilder schema = new StringBuilder();
        StringBuilder seed = new StringBuilder("-- Invented rows, so that every screen shows something.\n");
        int number = 1;
        for (String table : project.tables()) {
            String create = create(table);
            schema.append(create).append('\n');
            files.put("database/migrations/%03d_%s.sql".formatted(number++, table), create);
            for (int row = 1; row <= 2; row++) {
                seed.append(insert(project, table, row));
            }
        }
        files.put("database/schema.sql", schema.toString());
        files.put("database/seed.sql", seed.toString());
        return files;
    }

    private static String create(String table) {
        return Nouns.columns(table).entrySet().stream()
                .map(column -> "    " + column.getKey() + " " + SQL.get(column.getValue()))
                .collect(Collectors.joining(",\n", "CREATE TABLE IF NOT EXISTS " + table + " (\n", "\n);\n"));
    }

    private static String insert(Project project, String table, int row) {
        Map<String, String> columns = Nouns.columns(table);
        String values = columns.entrySet().stream()
                .map(column -> switch (column.getValue()) {
                    case "id" -> Integer.toString(row);
                    case "text" ->
                        "'" + column.getKey() + " " + project.random().nextInt(1_000) + "'";
                    case "boolean" -> "TRUE";
                    case "timestamp" -> "CURRENT_TIMESTAMP";
                    default -> Integer.toString(1 + project.random().nextInt(99));
                })
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + table + " (" + String.join(", ", columns.keySet()) + ") VALUES (" + values + ");\n";
    }

    static Map<String, String> core(Project project) {
        Map<String, String> files = new LinkedHashMap<>();
        String routers = project.tables().stream()
                .map(table -> "app.include_router(" + table + ".router)\n")
                .collect(Collectors.joining());
        files.put("backend/app/main.py", """
                from fastapi import FastAPI

                from app.config import settings
                from app.middleware.errors import add_error_handlers
                from app.routers import %s

                app = FastAPI(title=settings.title)
                add_error_handlers(app)
                %s

                @app.get("/health")
                def health() -> dict[str, str]:
                    return {"status": "up"}
                """.formatted(String.join(", ", project.tables()), routers));
        files.put("backend/app/config.py", """
                from pydantic_settings import BaseSettings


                class Settings(BaseSettings):
                    title: str = "%s"
                    database_url: str
                    token_secret: str
                    allowed_origins: list[str] = ["http://localhost:5173"]


                settings = Settings()
                """.formatted(project.name()));
        files.put("backend/app/__init__.py", "\"\"\"%s\"\"\"\n".formatted(project.name()));
        files.put("backend/requirements.txt", """
                fastapi==0.115.*
                uvicorn==0.32.*
                sqlalchemy==2.0.*
                pydantic-settings==2.6.*
                pyjwt==2.10.*
                """);
        return files;
    }

    static Map<String, String> models(Project project) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String table : project.tables()) {
            String type = Nouns.type(table);
            String columns = Nouns.columns(table).entrySet().stream()
                    .map(column -> "    " + column.getKey() + ": Mapped[" + PYTHON.get(column.getValue()) + "]"
                            + (column.getValue().equals("id") ? " = mapped_column(primary_key=True)" : ""))
                    .collect(Collectors.joining("\n"));
            files.put("backend/app/models/" + table + ".py", """
                    from datetime import datetime
                    from decimal import Decimal

                    from sqlalchemy.orm import Mapped, mapped_column

                    from app.utils.database import Base


                    class %s(Base):
                        __tablename__ = "%s"

                    %s
                    """.formatted(type, table, columns));
            String fields = Nouns.columns(table).entrySet().stream()
                    .filter(column -> !column.getValue().equals("id"))
                    .map(column -> "    " + column.getKey() + ": " + PYTHON.get(column.getValue()))
                    .collect(Collectors.joining("\n"));
            files.put("backend/app/schemas/" + table + ".py", """
                    from datetime import datetime
                    from decimal import Decimal

                    from pydantic import BaseModel, ConfigDict


                    class %1$sIn(BaseModel):
                    %2$s


                    class %1$sOut(%1$sIn):
                        model_config = ConfigDict(from_attributes=True)
                        id: int
                    """.formatted(type, fields));
        }
        return files;
    }

    static Map<String, String> routes(Project project) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String table : project.tables()) {
            String type = Nouns.type(table);
            files.put("backend/app/routers/" + table + ".py", """
                    from fastapi import APIRouter, Depends
                    from sqlalchemy.orm import Session

                    from app.schemas.%1$s import %2$sIn, %2$sOut
                    from app.services import %1$s as service
                    from app.utils.database import session

                    router = APIRouter(prefix="/api/%3$s", tags=["%1$s"])


                    @router.get("", response_model=list[%2$sOut])
                    def all_%1$s(db: Session = Depends(session)):
                        return service.all(db)


                    @router.post("", response_model=%2$sOut, status_code=201)
                    def create(body: %2$sIn, db: Session = Depends(session)):
                        return service.create(db, body)


                    @router.get("/{id}", response_model=%2$sOut)
                    def one(id: int, db: Session = Depends(session)):
                        return service.one(db, id)


                    @router.delete("/{id}", status_code=204)
                    def delete(id: int, db: Session = Depends(session)) -> None:
                        service.delete(db, id)
                    """.formatted(table, type, table.replace('_', '-')));
            files.put("backend/app/services/" + table + ".py", """
                    from fastapi import HTTPException
                    from sqlalchemy import select
                    from sqlalchemy.orm import Session

                    from app.models.%1$s import %2$s
                    from app.schemas.%1$s import %2$sIn


                    def all(db: Session) -> list[%2$s]:
                        return list(db.scalars(select(%2$s).order_by(%2$s.id)))


                    def one(db: Session, id: int) -> %2$s:
                        found = db.get(%2$s, id)
                        if found is None:
                            raise HTTPException(404, "there is no such row in %1$s")
                        return found


                    def create(db: Session, body: %2$sIn) -> %2$s:
                        row = %2$s(**body.model_dump())
                        db.add(row)
                        db.commit()
                        return row


                    def delete(db: Session, id: int) -> None:
                        db.delete(one(db, id))
                        db.commit()
                    """.formatted(table, type));
        }
        return files;
    }

    static Map<String, String> middleware(Project project) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("backend/app/middleware/auth.py", """
                import jwt
                from fastapi import Header, HTTPException

                from app.config import settings


                def signed_in(authorization: str = Header()) -> str:
                    try:
                        token = authorization.removeprefix("Bearer ")
                        return jwt.decode(token, settings.token_secret, algorithms=["HS256"])["sub"]
                    except jwt.PyJWTError as fault:
                        raise HTTPException(401, "sign in again") from fault
                """);
        files.put("backend/app/middleware/errors.py", """
                import logging

                from fastapi import FastAPI, Request
                from fastapi.responses import JSONResponse


                def add_error_handlers(app: FastAPI) -> None:
                    @app.exception_handler(Exception)
                    def failed(request: Request, fault: Exception) -> JSONResponse:
                        logging.getLogger("%s").error("%%s failed", request.url.path, exc_info=fault)
                        return JSONResponse({"message": "something went wrong here; try again later"}, 500)
                """.formatted(project.name()));
        files.put("backend/app/utils/database.py", """
                from sqlalchemy import create_engine
                from sqlalchemy.orm import DeclarativeBase, sessionmaker

                from app.config import settings


                class Base(DeclarativeBase):
                    pass


                sessions = sessionmaker(create_engine(settings.database_url))


                def session():
                    with sessions() as db:
                        yield db
                """);
        files.put("backend/app/utils/logger.py", """
                import logging


                def start(level: str = "INFO") -> None:
                    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
                """);
        files.put("backend/app/utils/security.py", """
                from fastapi import FastAPI
                from fastapi.middleware.cors import CORSMiddleware

                from app.config import settings


                def secure(app: FastAPI) -> None:
                    app.add_middleware(CORSMiddleware, allow_origins=settings.allowed_origins, allow_methods=["*"])
                """);
        return files;
    }

    static Map<String, String> configuration(Project project) {
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
