package io.armature.simulator.writing;

import io.armature.simulator.writing.StepWriter.Project;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What an invented backend has beside its tables: Python as FastAPI wants it. */
final class BackendFiles {
    private BackendFiles() {}

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
}
